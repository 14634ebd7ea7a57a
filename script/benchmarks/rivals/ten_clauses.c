/* The ten clauses by hand, as the limit: 0 not met, 1 cannot tell, 2 met, 3 does not apply; -1 is a fact that nobody observed. */
#include <stdint.h>
#define MIN(a,b) ((a)<(b)?(a):(b))
#define MAX(a,b) ((a)>(b)?(a):(b))
static inline int ge(int a,int b){return a<0?1:(a>=b?2:0);}
static inline int jjn(int c,int a,int b){return c==1?a:c==0?b:(a==b?a:1);}
static inline int tb(int c){return c<0?1:c*2;}
static const int STEP[16]={0,0,650,650,650,650,750,850,950,1050,1050,1150,1250,1350,1350,1350};
void run(int64_t lo,int64_t hi,const int64_t*off,const int8_t*kind,const int8_t*fl,const int32_t*area,const int8_t*per,const int16_t*ext,
 const int16_t*living,const int16_t*cook,const int16_t*micro,const int16_t*sinks,const int16_t*dish,const int16_t*baths,const int16_t*wcs,
 const int16_t*wsep,const int16_t*work,uint8_t*out){
 for(int64_t i=lo;i<hi;i++){
  int L=living[i],v1=2,a1=0,v2=2,a2=0,n=0,nu=0,ka=0,kau=0,nb=0,nk=0,v10=2,bm=0,bu=0;
  int64_t s=off[i],e=off[i+1];
  for(int64_t j=s;j<e;j++){int k=kind[j];
   if(k==2){int p=per[j],a=area[j];nb++;
    int t1=p<0?1:(p==1)*2,t2=p<0?1:(p==2)*2;
    if(p<0)nu=1;else n+=p;
    if(t1){a1=MAX(a1,t1);int o=jjn(L,ge(a,651),ge(a,1000));v1=MIN(v1,MAX(2-t1,o));}
    if(t2){a2=MAX(a2,t2);int o=jjn(L,ge(a,1100),ge(a,1500));v2=MIN(v2,MAX(2-t2,o));}
   }else if(k==0){nk++;if(area[j]<0)kau=1;else ka+=area[j];v10=MIN(v10,ge(ext[j],60));
   }else if(k==1){if(fl[j]<0)bu=1;else bm|=1<<fl[j];}
  }
  int v9=2;
  for(int64_t j=s;j<e;j++)if(kind[j]==2){int f=fl[j],x;
   if(f<0)x=(bm||bu)?1:0;else{int w=f>=2?(0x1f<<(f-2)):(0x1f>>(2-f));x=(bm&w)?2:bu?1:0;}
   v9=MIN(v9,x);}
  uint8_t*o=out+i*10;
  o[0]=v1==2&&a1==0?3:v1;o[1]=v2==2&&a2==0?3:v2;
  if(nu){o[2]=1;int x;
   x=cook[i];o[3]=MAX(1,MIN(1,MIN(ge(x,1),tb(micro[i]))));
   x=sinks[i];o[4]=MAX(1,MIN(1,MIN(ge(x,1),tb(dish[i]))));
   o[5]=1;o[6]=1;o[7]=1;
  }else{
   o[2]=n<2?3:n>15?0:kau?1:ka>=STEP[n]?2:0;
   int c5=(n+4)/5,c4=(n+3)/4,le=(n<=7)*2,x;
   x=cook[i];o[3]=MAX(ge(x,c5),MIN(le,MIN(ge(x,1),tb(micro[i]))));
   x=sinks[i];o[4]=MAX(ge(x,c5),MIN(le,MIN(ge(x,1),tb(dish[i]))));
   o[5]=ge(baths[i],c5);o[6]=jjn(wsep[i],ge(wcs[i],c5),ge(wcs[i],c4));o[7]=ge(work[i],40*n);
  }
  o[8]=v9==2&&nb==0?3:v9;o[9]=v10==2&&nk==0?3:v10;
 }}
